@echo off
rem Starts the board on this computer: a double click is enough. The first start installs it, from the folder
rem "wheels" beside dashboard.py where there is one (no internet needed), else from the internet.
setlocal
chcp 65001 >nul
pushd "%~dp0.."
set PYTHONUTF8=1
set PY=.venv\Scripts\python.exe
set NEW="import sys; sys.exit(sys.version_info < (3, 11))"

if exist %PY% goto install
py -3 -c %NEW% >nul 2>nul
if not errorlevel 1 py -3 -m venv .venv
if exist %PY% goto install
python -c %NEW% >nul 2>nul
if not errorlevel 1 python -m venv .venv
if exist %PY% goto install
type deploy\start-python.txt
goto end

:install
%PY% -c "import sys; sys.exit(open('requirements.txt').read() != open('.venv/requirements.txt').read())" >nul 2>nul
if not errorlevel 1 goto run
set FROM=
if exist wheels set FROM=--no-index --find-links wheels
%PY% -m pip install --disable-pip-version-check %FROM% -r requirements.txt
if not errorlevel 1 goto installed
type deploy\start-failed.txt
goto end
:installed
copy /y requirements.txt .venv\requirements.txt >nul

:run
rem where it runs already, only show it
%PY% -c "import socket; socket.create_connection(('127.0.0.1', 8501), 2)" >nul 2>nul
if errorlevel 1 goto first
start "" http://127.0.0.1:8501
goto leave
:first
%PY% -m streamlit run dashboard.py

:end
pause
:leave
popd
