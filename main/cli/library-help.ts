export const libraryHelp = `reroll library [list] [options]       what is in a library, newest first
reroll library search QUERY [options] what a query finds: words and fields, in quotes where one begins with -,
                                      as 'red bird -tag:draft stars:>=3 steps:10..20 date:7d';
                                      by what they show: 'like:"a red bird" unlike:"snow"', like:1a2b3c4d,
                                      is:duplicate for what looks nearly the same, each group once
reroll library info FILE... [--json]  how pictures were made, by whichever program (PNG, JPEG, WebP),
                                      and what of it cannot be taken over
reroll library import PATH... [--move] [--json]
                                      copies PNG, JPEG and WebP files, and those in folders, into the
                                      library under its names, or moves them; the same pixels come once
reroll library export --to FOLDER|FILE.zip [--format png|webp|jpeg|avif] [--quality N] [--strip]
                      [--sheet] [--gallery] [--search WORDS | --starred | --ids ID,ID...] [--json]
                                      writes pictures elsewhere, with what they say of their making or,
                                      stripped, without; a contact sheet; a page for a browser
reroll library folders [list | add DIR [--name NAME] | remove DIR|NAME] [--json]
                                      folders that are watched beside the library: their pictures are
                                      found like its own (in:NAME, is:external); nothing is written there
reroll library holes [--count N] [--seed N] [--model MODEL] [--embed] [--json]
                                      words that a model knows and no picture is near to: 12 of them, others
                                      with another seed
reroll library verify [--sample N] [--seed N] [--json]
                                      holds every picture's pixels against its id, and draws N of them
                                      (default 3) again; ends with 1 when something is damaged
reroll library rebuild [options]      makes its index anew from the files; nothing is lost

  --folder DIR       the library; default: the one that the window opens
  --search WORDS     pictures whose prompt, note or tags hold all of them
  --starred          only starred ones
  --sort ORDER       newest (the default), oldest, stars, prompt, seed, largest, match (its own prompt),
                     model, sampler, steps, guidance or label
  --embed            first looks at the pictures that were not looked at yet, for like:, unlike: and score:
  --trash            what is in the trash
  --limit N          at most so many (default 50)
  --json             one JSON object on stdout

The pictures and the .json files beside them are the library; the index only finds them quickly.
docs/library.md tells what is where, docs/interchange.md what is read of whom.`
