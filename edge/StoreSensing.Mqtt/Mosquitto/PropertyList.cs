using System.Runtime.InteropServices;

namespace StoreSensing.Mqtt.Mosquitto;

/// <summary>A <c>mosquitto_property</c> list: what MQTT 5 says beside a body. To write one: add, hand it to the library, dispose; the library copies it.</summary>
internal unsafe ref partial struct PropertyList
{
    private const string Library = "libmosquitto.so.1";
    private const int PayloadFormat = 1;
    private const int MessageExpiry = 2;
    private const int ContentType = 3;
    private const int UserProperty = 38;
    private const string Json = "application/json";
    private const string SchemaName = "schema";

    private nint _list;

    /// <summary>The list as the library takes it; 0 when it is empty.</summary>
    public readonly nint Pointer => _list;

    public void Add(int identifier, uint value)
    {
        fixed (nint* list = &_list)
            Check(mosquitto_property_add_int32(list, identifier, value));
    }

    /// <summary>UTF-8 JSON of a schema.</summary>
    public void AddSchema(string schema)
    {
        fixed (nint* list = &_list)
        {
            Check(mosquitto_property_add_byte(list, PayloadFormat, 1));
            Check(mosquitto_property_add_string(list, ContentType, Json));
            Check(mosquitto_property_add_string_pair(list, UserProperty, SchemaName, schema));
        }
    }

    public void AddExpiry(TimeSpan expiry) => Add(MessageExpiry, (uint)Math.Clamp(Math.Ceiling(expiry.TotalSeconds), 1, uint.MaxValue));

    /// <summary>The list, which from now on is somebody else's to free.</summary>
    public nint Release()
    {
        var list = _list;
        _list = 0;
        return list;
    }

    public void Dispose()
    {
        fixed (nint* list = &_list)
            mosquitto_property_free_all(list);
    }

    /// <summary>Reads a list that the library owns.</summary>
    public static MqttProperties? Read(nint list)
    {
        if (list == 0)
            return null;
        var contentType = mosquitto_property_read_string(list, ContentType, out var text, false) != 0 ? Taken(text) : null;
        TimeSpan? expiry = mosquitto_property_read_int32(list, MessageExpiry, out var seconds, false) != 0 ? TimeSpan.FromSeconds(seconds) : null;
        string? schema = null;
        var at = mosquitto_property_read_string_pair(list, UserProperty, out var name, out var value, false);
        while (at != 0)
        {
            var (key, said) = (Taken(name), Taken(value));
            if (key == SchemaName)
                schema ??= said;
            at = mosquitto_property_read_string_pair(at, UserProperty, out name, out value, true);
        }
        return new MqttProperties(contentType, schema, expiry);
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new MqttException($"libmosquitto refuses a property: {LibMosquitto.Describe(result)}");
    }

    // The library gives copies and leaves freeing them to us.
    private static string? Taken(nint text)
    {
        var copy = Marshal.PtrToStringUTF8(text);
        NativeMemory.Free((void*)text);
        return copy;
    }

    [LibraryImport(Library)]
    private static partial int mosquitto_property_add_byte(nint* properties, int identifier, byte value);

    [LibraryImport(Library)]
    private static partial int mosquitto_property_add_int32(nint* properties, int identifier, uint value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_property_add_string(nint* properties, int identifier, string value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_property_add_string_pair(nint* properties, int identifier, string name, string value);

    [LibraryImport(Library)]
    private static partial nint mosquitto_property_read_string(nint properties, int identifier, out nint value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library)]
    private static partial nint mosquitto_property_read_int32(nint properties, int identifier, out uint value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library)]
    private static partial nint mosquitto_property_read_string_pair(
        nint properties, int identifier, out nint name, out nint value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library)]
    private static partial void mosquitto_property_free_all(nint* properties);
}
