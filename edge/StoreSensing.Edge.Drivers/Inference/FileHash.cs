using System.Security.Cryptography;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>SHA-256 of files, and the sentences for those that are absent or wrong.</summary>
public static class FileHash
{
    /// <summary>SHA-256 as lower-case hex.</summary>
    public static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Returns the path if the file is there and has that hash.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">Its SHA-256, lower-case hex.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="remedy">The command that brings it.</param>
    /// <exception cref="InferenceException">Absent, unreadable or different.</exception>
    public static string Require(string path, string expected, string what, string remedy)
    {
        string found;
        try
        {
            if (!File.Exists(path))
                throw new InferenceException($"{what} is not on this machine ('{path}'); run: {remedy}");
            found = Sha256(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{what}: '{path}' can't be read: {e.Message}");
        }
        return found == expected
            ? path
            : throw new InferenceException($"{what}: '{path}' is not the file that the catalog names: expected sha256 {expected}, found {found}; run: {remedy}");
    }
}
