"""What figures show of many rates at once: `sweep_curve`, how far each of 25 comes."""

from pages.figures.of_rates.sweep_curve import no_sweep, sweep_curve

__all__ = ["no_sweep", "sweep_curve"]
