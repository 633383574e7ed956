#!/bin/sh
# Train on and on at the lowest priority, in sittings that resume:
#   PYTHON=python setsid nohup training/background.sh vae denoiser > training/work/background.log 2>&1 &
# Ends when the stages are complete, or with: touch training/work/stop
cd "$(dirname "$0")" || exit 1
while [ ! -e work/stop ]; do
  nice -n 19 "${PYTHON:-python}" train.py "$@" --recipe "${RECIPE:-cpu}" --minutes "${MINUTES:-9.5}"
  code=$?
  [ $code -eq 3 ] || { echo "training ended with $code"; exit $code; }
done
