using System.CommandLine;

namespace StoreSensing.Models.Commands;

/// <summary>Options that every command has.</summary>
internal sealed class CommandOptions
{
    public Option<string?> Catalog { get; } = new("--catalog")
    {
        Description = "The model catalog. Default: models/catalog.json beside this program.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> Cache { get; } = new("--cache")
    {
        Description = "Folder for fetched files. Default: $STORESENSING_MODELS, else $XDG_CACHE_HOME/storesensing, else ~/.cache/storesensing.",
        HelpName = "FOLDER",
        Recursive = true,
    };
}
