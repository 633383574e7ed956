#!/bin/sh
# Train on and on at the lowest priority, in sittings that resume:
#   PYTHON=python setsid nohup training/background.sh vae denoiser > training/work/background.log 2>&1 &
# Ends when the stages are complete, after five failures, or with: touch training/work/stop
cd "$(dirname "$0")" || exit 1
failures=0
while [ ! -e work/stop ] && [ $failures -lt 5 ]; do
  nice -n 19 "${PYTHON:-python}" train.py "$@" --recipe "${RECIPE:-cpu}" --minutes "${MINUTES:-9.5}"
  code=$?
  [ $code -eq 0 ] && exit 0
  [ $code -eq 3 ] || { failures=$((failures + 1)); echo "sitting ended with $code"; sleep 10; }
done
