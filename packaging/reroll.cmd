@echo off
rem Reroll's command line: a window's program does not hold up a prompt, a script that starts it does.
"%~dp0..\Reroll.exe" %*
