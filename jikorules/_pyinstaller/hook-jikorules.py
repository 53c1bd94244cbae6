"""What PyInstaller cannot see: data, and modules that are imported by their names."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("jikorules")
# The strategies need Hypothesis, and belong to nobody's program.
hiddenimports = collect_submodules(
    "jikorules", lambda name: not name.startswith("jikorules.testing")
)
