#!/bin/sh
# One sitting on a GPU that is only borrowed: training/borrowed.sh OUT MINUTES STAGE...
# Trains the stages and leaves their averaged weights in OUT as sitting.tar.00, .01, ... of at most 15 MiB each,
# also where the time ran out. At home: cat OUT/sitting.tar.* | tar x -C training/checkpoints
out=$1 minutes=$2
shift 2
cd "$(dirname "$0")" || exit 1
PYTHONUNBUFFERED=1 "${PYTHON:-python3}" train.py "$@" --recipe "${RECIPE:-gpu}" --minutes "$minutes" 2>&1 | tee -a "$out/sitting.log"
set --
for folder in work/runs/*/; do
  for file in "$folder"*.safetensors "$folder"*.json "$folder"*.webp; do
    [ -e "$file" ] && set -- "$@" -C "$PWD/$folder" "$(basename "$file")"
  done
done
[ -d work/evaluation ] && set -- "$@" -C "$PWD/work" evaluation
[ $# -gt 0 ] && tar c "$@" | split -b 15m -d - "$out/sitting.tar."
ls -l "$out"
