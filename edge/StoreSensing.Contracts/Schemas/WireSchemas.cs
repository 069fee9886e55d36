using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Schemas;

/// <summary>The JSON Schemas of the wire, embedded in this assembly and compiled once.</summary>
public static class WireSchemas
{
    private static readonly Dictionary<string, Lazy<SchemaValidator>> Validators =
        Names.ToDictionary(name => name, name => new Lazy<SchemaValidator>(() => SchemaValidator.Compile(Text(name))));

    /// <summary>Every schema's name, e.g. <c>zone/1</c>.</summary>
    public static IReadOnlyList<string> Names => [.. Enum.GetValues<MessageKind>().Select(kind => kind.SchemaName()), "ack/1", "location/1", "consent/1", LiveMessage.SchemaName];

    /// <summary>The AsyncAPI document.</summary>
    public static string AsyncApi => Resource("asyncapi.json");

    /// <summary>The schema's JSON, e.g. of <c>zone/1</c>; throws <see cref="ArgumentException"/> for an unknown name.</summary>
    public static string Text(string name) => Resource(name.Replace('/', '.') + ".json");

    /// <summary>The validator of a kind of message.</summary>
    public static SchemaValidator Validator(MessageKind kind) => Validator(kind.SchemaName());

    /// <summary>The validator by name, e.g. of <c>ack/1</c>; throws <see cref="ArgumentException"/> for an unknown name.</summary>
    public static SchemaValidator Validator(string name) =>
        Validators.TryGetValue(name, out var validator) ? validator.Value : throw new ArgumentException($"there is no schema '{name}'", nameof(name));

    private static string Resource(string file)
    {
        using var stream = typeof(WireSchemas).Assembly.GetManifestResourceStream(file)
            ?? throw new ArgumentException($"there is no schema file '{file}'", nameof(file));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
