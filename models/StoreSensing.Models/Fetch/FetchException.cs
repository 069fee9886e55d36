namespace StoreSensing.Models.Fetch;

/// <summary>Something could not be brought, in one sentence.</summary>
/// <param name="message">Names the file or address.</param>
/// <param name="network">Whether trying again later may help.</param>
internal sealed class FetchException(string message, bool network) : Exception(message)
{
    /// <summary>1 for the network, 2 for input that will never work.</summary>
    public int ExitCode => network ? 1 : 2;

    /// <summary>One exception that says all of them, a line each; trying again may help when it may for one.</summary>
    public static FetchException All(IReadOnlyList<FetchException> errors) =>
        errors is [var only] ? only : new(string.Join(Environment.NewLine, errors.Select(error => error.Message).Distinct()), errors.Any(error => error.ExitCode == 1));

    public static FetchException Network(string message) => new(message, network: true);

    public static FetchException Refused(string message) => new(message, network: false);
}
