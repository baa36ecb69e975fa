#!/bin/sh
# Runs the unit tests of what Vmon takes from the kernel (passes, events, traffic), in a machine that can be thrown away. Needs root, gcc, python3 and
# the built tests: kernel.sh tests/Unit/bin/Release/net10.0
cd "$1" || exit
uname -r
# A service may have fewer tasks than a test starts threads.
systemctl set-property --runtime "$(ps -o unit= -p $$)" TasksMax=infinity
set --
for class in \
    Kernel.TaskStreamTests Kernel.BpfPermissionTests Kernel.BtfTests Kernel.Events.BpfEventsTests \
    Kernel.Events.EventAlarmTests Kernel.Events.EventHubTests Kernel.Events.EventProgramTests Kernel.Events.ProcConnectorTests \
    Kernel.Files.FileIteratorTests Kernel.Network.ConnectionIteratorTests Kernel.Network.TrafficMeterTests \
    Sources.TaskReadingTests Sources.Files.FilePassesTests ExactCpuTests EventWatchTests ShortLivedTests \
    ExitTests ExitStatusTests NetworkTests ProcessWatchEventsTests CgroupWatchTests
do set -- "$@" -class "Vmon.Tests.Engine.$class"; done
exec dotnet Vmon.Tests.dll -nocolor -noLogo -parallel none -reporter verbose "$@"
