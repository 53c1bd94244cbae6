@echo off
py "%~dp0start.py" || python "%~dp0start.py"
pause
