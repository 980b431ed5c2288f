"""Files of formats that only an office program writes: converted by LibreOffice, where it is installed."""
import shutil
import subprocess
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WHY = "LibreOffice is not installed (apt-get install libreoffice-writer libreoffice-calc)"


def convert(folder: Path, files: dict[str, bytes], ending: str) -> dict[str, bytes]:
    """Returns name without ending -> the file in another format; `files`: names with endings -> bytes."""
    source, target = folder / "from", folder / ending
    source.mkdir(exist_ok=True)
    for name, data in files.items():
        (source / name).write_bytes(data)
    subprocess.run([SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", ending, "--outdir", target,
                    *(source / name for name in files)], check=True, capture_output=True, timeout=240)
    return {Path(name).stem: (target / name).with_suffix("." + ending).read_bytes() for name in files}
