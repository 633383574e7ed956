def bird_jobs():
    return []
def bird_sprite(*a):
    raise NotImplementedError
