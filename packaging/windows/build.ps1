# Makes dist\liveapp-VERSION-setup.exe on Windows:
#
#     powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
#
# Needs Python 3.11 or newer (the `py` launcher) and Inno Setup 6.3 or newer. Builds in an environment of its own,
# build\venv.
#
# UNTRIED: written after the manuals, by somebody without Windows.

$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')

function Invoke-Step {
    # A program that fails does not stop PowerShell by itself.
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with $LASTEXITCODE" }
}

$compiler = @(
    "$env:LOCALAPPDATA\Programs\Inno Setup 6\ISCC.exe",
    "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe",
    "$env:ProgramFiles\Inno Setup 6\ISCC.exe"
) | Where-Object { Test-Path $_ } | Select-Object -First 1
if (-not $compiler) { throw 'Inno Setup 6 is not installed.' }

Invoke-Step py @('-m', 'venv', 'build\venv')
$python = 'build\venv\Scripts\python.exe'
Invoke-Step $python @('-m', 'pip', 'install', '-e', '.[build]')
Invoke-Step $python @('-m', 'PyInstaller', '--noconfirm', 'build.spec')
Invoke-Step $python @('packaging\icons.py', 'build\icons')
$version = & $python -c 'import liveapp; print(liveapp.__version__)'
Invoke-Step $compiler @("/DVersion=$version", 'packaging\windows\liveapp.iss')
Write-Output "dist\liveapp-$version-setup.exe"
