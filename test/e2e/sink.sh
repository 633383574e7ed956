#!/bin/sh
# Runs a command where every packet that is meant for elsewhere goes into a wire whose other end nobody reads, and is
# counted there: of any process, native code or not. Loopback works. As root: unshare -n sink.sh COMMAND...
set -e
ip link set lo up
ip link add sink type veth peer name drain
for end in sink drain; do
  ip link set "$end" addrgenmode none
  ip link set "$end" arp off multicast off
  ip link set "$end" up
done
ip addr add 198.18.0.2/15 dev sink
ip route add default dev sink
if ip -6 addr add fd00::2/64 dev sink nodad 2>/dev/null; then ip -6 route add default dev sink; fi
exec "$@"
