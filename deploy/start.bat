@echo off
rem Starts the board on this computer: a double click is enough. The first start installs it, from the folder
rem "wheels" beside dashboard.py where there is one (no internet needed), else from the internet.
setlocal
chcp 65001 >nul
pushd "%~dp0.."
set PYTHONUTF8=1
set PY=.venv\Scripts\python.exe
if exist %PY% goto install
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul && py -3 -m venv .venv && goto install
python -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul && python -m venv .venv && goto install
type deploy\start-python.txt
goto end
:install
fc /b requirements.txt .venv\requirements.txt >nul 2>nul && goto run
set FROM=
if exist wheels set FROM=--no-index --find-links wheels
%PY% -m pip install --disable-pip-version-check %FROM% -r requirements.txt && copy /y requirements.txt .venv\requirements.txt >nul && goto run
type deploy\start-failed.txt
goto end
:run
rem it runs already: only show it
%PY% -c "import socket; socket.create_connection(('127.0.0.1', 8501), 2)" 2>nul && start "" http://127.0.0.1:8501 && goto leave
%PY% -m streamlit run dashboard.py
:end
pause
:leave
popd
