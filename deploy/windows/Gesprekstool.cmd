@echo off
rem Plain letters only, since cmd reads this file in the code page of the computer. Python writes
rem to the window in Unicode, so no other code page is needed.
setlocal DisableDelayedExpansion
title Gesprekstool
if exist "%~dp0programma-{versie}\python\python.exe" goto start
echo.
echo Pak eerst het zip-bestand uit. Daarna kan Gesprekstool starten.
echo.
echo 1. Sluit dit venster.
echo 2. Klik met de rechtermuisknop op het zip-bestand en kies Alles uitpakken.
echo 3. Dubbelklik in de map die dan opengaat op Gesprekstool.
echo.
pause
exit /b 1
:start
echo Gesprekstool start ...
rem On one line: cmd has then read all it needs when a new version is unpacked over this file.
"%~dp0programma-{versie}\python\python.exe" -X utf8 -m deploy.windows.launcher %* & (if errorlevel 1 pause) & exit /b
