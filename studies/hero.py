"""The picture of the README: "Too broad" after its last round, drawn by the program.

Two files, for light and dark paper. Nothing is drawn at random and there are no cells: of the
options --out alone has an effect.
"""

from __future__ import annotations

from teachsim import sweep
from teachsim.draw import Theme, figure_bytes, stage_picture
from teachsim.gallery import mislead
from teachsim.gallery.presets import DEFAULT
from teachsim.ui.panes import panes


def main() -> None:
    """Draw the picture."""
    asked = sweep.options("hero", __doc__ or "", seeds=1)
    picture = stage_picture(panes(mislead.run(DEFAULT.setting)), title="")
    for theme in Theme:
        path = asked.out / f"hero-{theme.value}.png"
        sweep.write_file(path, figure_bytes(picture, "png", theme=theme))
        print(path)


if __name__ == "__main__":
    main()
