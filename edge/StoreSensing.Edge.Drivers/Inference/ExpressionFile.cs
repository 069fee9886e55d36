using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>Finds <c>expression.json</c>: beside the catalog in use, else beside the program.</summary>
public static class ExpressionFile
{
    private const string Name = "expression.json";

    /// <summary>Reads it.</summary>
    /// <exception cref="InferenceException">Absent or wrong; the message names it.</exception>
    public static ExpressionSets Load(ModelStore store)
    {
        var beside = Path.Combine(Path.GetDirectoryName(store.CatalogPath)!, Name);
        var path = File.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(ModelStore.DefaultCatalogPath)!, Name);
        try
        {
            return ExpressionSets.Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"expression sets '{path}' can't be read: {e.Message}");
        }
    }
}
