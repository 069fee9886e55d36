namespace StoreSensing.Models.Bench;

/// <summary>What one case took.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Input">Columns×rows of its input.</param>
/// <param name="Threads">Threads inside one operator.</param>
/// <param name="MedianMilliseconds">Of a run.</param>
/// <param name="P95Milliseconds">95th percentile.</param>
/// <param name="OpenMilliseconds">To load the model and to run it for the first time.</param>
/// <param name="Runs">How many were timed, after the warm-up.</param>
/// <param name="ResidentMegabytes">Memory of the whole process while the model was open.</param>
/// <param name="AllocatedBytesPerRun">On the managed heap; 0 unless something is wrong.</param>
internal sealed record BenchResult(
    string Model, string Input, int Threads, double MedianMilliseconds, double P95Milliseconds, double OpenMilliseconds, int Runs, double ResidentMegabytes, long AllocatedBytesPerRun);
