using System.Text.Json;
using System.Text.Json.Serialization;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Retention;

/// <summary>A proof of deletion as one line of JSON, for the log and for <c>erase</c>.</summary>
internal static class ProofLine
{
    public static string Of(ExpiryProof proof, int reasons, DateTimeOffset at) => JsonSerializer.Serialize(
        new Expired(
            at.UtcDateTime, proof.Verified, proof.Scrubbed,
            [.. proof.Kinds.Select(k => new KindLine(k.Kind.Name(), null, k.Before.UtcDateTime, k.Messages, k.Rows, k.Left))], proof.Sessions, proof.Devices, reasons),
        ProofJson.Default.Expired);

    public static string Of(Erasure erasure, ErasureProof proof, DateTimeOffset at) => JsonSerializer.Serialize(
        new Erased(
            at.UtcDateTime, erasure.Store.ToString(), proof.Left == 0, proof.Scrubbed,
            [.. proof.Erased.Kinds.Select(k => new KindLine(k.Kind.Name(), erasure.From.UtcDateTime, erasure.To.UtcDateTime, k.Messages, k.Rows, null))],
            proof.Left, proof.Erased.Sessions, proof.Erased.Devices),
        ProofJson.Default.Erased);
}

/// <summary>Per kind: everything before the instant (from the other on) is gone; <c>left</c> is what a count found afterwards.</summary>
internal sealed record KindLine(string Kind, DateTime? GoneFrom, DateTime GoneBefore, long Messages, long Rows, long? Left);

internal sealed record Expired(DateTime At, bool Verified, bool Scrubbed, IReadOnlyList<KindLine> Kinds, long Sessions, long Devices, int Reasons);

internal sealed record Erased(DateTime At, string Store, bool Verified, bool Scrubbed, IReadOnlyList<KindLine> Kinds, long Left, long Sessions, long Devices);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Expired))]
[JsonSerializable(typeof(Erased))]
internal sealed partial class ProofJson : JsonSerializerContext;
