; Inno Setup 6.3 or newer: the installer of what PyInstaller built in dist\liveapp. build.ps1 does the whole of it;
; by hand, with an icon made before by `python packaging\icons.py build\icons`:
;
;     ISCC /DVersion=VERSION packaging\windows\liveapp.iss
;
; Installs for one user, so that nobody is asked for an administrator. Nothing starts by itself afterwards. What was
; recorded lies in %LOCALAPPDATA%\liveapp, which neither an update nor the uninstaller touches.
;
; UNTRIED: written after the manual, by somebody without Windows.

#ifndef Version
  #error Say which version: ISCC /DVersion=VERSION, as liveapp/__init__.py has it
#endif

[Setup]
; Never another one: Windows knows by it that a newer version takes the place of this.
AppId={{AB9D7670-D10E-437C-AC6E-99AF51724F18}
AppName=liveapp
AppVersion={#Version}
AppVerName=liveapp {#Version}
AppPublisher=liveapp
VersionInfoVersion={#Version}
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=liveapp-{#Version}-setup
SetupIconFile=build\icons\liveapp.ico
UninstallDisplayIcon={app}\liveapp.exe
UninstallDisplayName=liveapp
PrivilegesRequired=lowest
DefaultDirName={autopf}\liveapp
DisableDirPage=auto
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
WizardStyle=modern
Compression=lzma2/max
SolidCompression=yes
; A running copy is found by the files that it uses. Its window is closed as by its user, so nothing is lost.
CloseApplications=yes
RestartApplications=no

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not would be loaded beside it.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\liveapp\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\liveapp"; Filename: "{app}\liveapp.exe"
Name: "{autodesktop}\liveapp"; Filename: "{app}\liveapp.exe"; Tasks: desktopicon

[Registry]
; The user may have chosen in the program that it starts at login: that ends with the program.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "liveapp"; Flags: dontcreatekey uninsdeletevalue

[Run]
Filename: "{app}\liveapp.exe"; Description: "{cm:LaunchProgram,liveapp}"; Flags: nowait postinstall skipifsilent

[Code]
const
  NothingRuns = 128; // what taskkill ends with where it finds no such program
  TriesToClose = 25;
  PauseMs = 400;

// Asks a running copy to close, as its user would, and waits until it has. Whether none runs any more.
function ProgramClosed: Boolean;
var
  Tries, Code: Integer;
begin
  Result := False;
  for Tries := 1 to TriesToClose do
  begin
    if not Exec(ExpandConstant('{sys}\taskkill.exe'), '/IM liveapp.exe', '', SW_HIDE, ewWaitUntilTerminated, Code) then
      Exit;
    if Code = NothingRuns then
    begin
      Result := True;
      Exit;
    end;
    Sleep(PauseMs);
  end;
end;

function InitializeUninstall: Boolean;
begin
  Result := ProgramClosed;
  if not Result then
    SuppressibleMsgBox('liveapp is still running. Close it, then try again.', mbError, MB_OK, IDOK);
end;
