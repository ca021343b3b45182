namespace LoraCluster.Sweeps.Definition;

/// <summary>The example that <c>lora-cluster init</c> writes.</summary>
public static class SweepTemplate
{
    /// <summary>A sweep file of the linear experiment with every field commented; runs for about ten seconds on two cores.</summary>
    public const string Annotated = """
        # A sweep: a grid of cells, each simulated `trials` times. Check it with `lora-cluster plan FILE`,
        # run it with `lora-cluster run FILE --out DIR`. Every field except name and grid may be left out.

        # Letters, digits, dots, dashes and underscores; at most 64 characters.
        name: example

        # What is simulated.
        experiment: linear

        # 0 to 18446744073709551615. The same file with the same seed gives the same bytes on every machine.
        seed: 0

        # independent: every cell draws its own random numbers. common: cells along a swept parameter share
        # them, which makes curves smooth and their differences sharp.
        seeding: independent

        # Monte Carlo replications of each cell, 1 to 10000000.
        trials: 5000

        # Instead of trials: as many as make the standard error of every mean at most 1 % of it.
        # precision: {relative_sem: 0.01, of: [full, lora], min_trials: 100, max_trials: 100000}
        # Instead of risks: the noise at which LoRA and full fine-tuning are equal. Then noise_std leaves the grid.
        # find: {crossing: lora-vs-full, along: noise_std, between: [0.1, 10]}

        # The LoRA ranks reported: a list, one number, or all.
        lora_ranks: [1, 2, 4, 8]

        # Estimators (full, lora, lora_advised, ridge, nuclear, mica) and what else is measured of them.
        # methods: [full, lora]
        # diagnostics: [forgetting, intruder_dimensions]

        # true stores the loss of every trial beside the statistics; such a sweep can be given more trials later.
        keep_trials: false

        # What to do with cells that break a rule (a rank larger than the matrix): error, or skip to leave them out.
        invalid_cells: error

        # The parameters. Each is one of
        #   a value                   dx: 50
        #   a list                    noise_std: [0.5, 1, 2]
        #   evenly spaced numbers     noise_std: {linspace: {from: 0, to: 2, count: 21}}
        #   the same in the logarithm noise_std: {geomspace: {from: 1, to: 100, count: 40}}
        #   whole numbers             n: {range: {from: 10, to: 200, step: 10}}
        #   an expression of others   n: 2*dx        (with int(), floor(), min(), sqrt(), if(), ...)
        # The cells are all combinations; the parameter named last varies fastest. Write a list of such
        # mappings (- dx: ...) to put several grids into one sweep.
        grid:
          # Input and output dimension of the weight matrix.
          dx: 50
          dy: dx
          # Rank of the task shift, and the shape of its singular values: gaussian, constant, exponential or power.
          true_rank: 4
          spectrum: gaussian
          # Standard deviation of the label noise; 0 is allowed and exact.
          noise_std: [0.5, 1, 2]
          # Number of fine-tuning samples.
          n: {range: {from: 10, to: 200, step: 10}}
          # Keeps only the cells for which this holds; a list of conditions must hold together.
          where: n < dx - 1 or n > dx + 1

          # More parameters, with their defaults:
          # scale: 1                  size of the task shift
          # decay_rate: 0             for spectrum exponential or power
          # input_spectrum: identity  covariance of the inputs: identity, constant, exponential or power
          # input_decay_rate: 0
          # input_rotated: false
          # shift_alignment: none     with mica or intruder_dimensions: none, minor or major

        """;
}
