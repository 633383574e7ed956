#!/bin/sh
# One sitting on a GPU that is only borrowed: training/borrowed.sh OUT MINUTES STAGE...
# Trains the stages and leaves their averaged weights in OUT as sitting.tar.00, .01, ... of at most 15 MiB each,
# also where the time ran out. EVALUATE=1 measures the model afterwards (some three minutes more).
# At home: cat OUT/sitting.tar.* | tar x -C training/checkpoints
out=$1 minutes=$2
shift 2
cd "$(dirname "$0")" || exit 1
PYTHONUNBUFFERED=1 "${PYTHON:-python3}" train.py "$@" --recipe "${RECIPE:-gpu}" --minutes "$minutes" 2>&1 | tee -a "$out/sitting.log"
[ -n "$EVALUATE" ] && "${PYTHON:-python3}" evaluate.py 2>&1 | tee -a "$out/sitting.log"
stages=$*
set --
for stage in $stages; do
  for file in "work/runs/$stage/"*.safetensors "work/runs/$stage/"*.json "work/runs/$stage/"*.webp; do
    [ -e "$file" ] && set -- "$@" -C "$PWD/work/runs/$stage" "$(basename "$file")"
  done
done
[ -d work/evaluation ] && set -- "$@" -C "$PWD/work" evaluation
[ $# -gt 0 ] && tar c "$@" | split -b 15m -d - "$out/sitting.tar."
ls -l "$out"
