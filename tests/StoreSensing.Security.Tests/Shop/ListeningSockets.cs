using System.Globalization;
using System.Net;

namespace StoreSensing.Security.Tests.Shop;

/// <summary>Where processes listen, as the kernel says (proc(5): <c>/proc/net/tcp</c> and its kin): what a port scan from outside would look for.</summary>
internal static class ListeningSockets
{
    private const string TcpListen = "0A";
    private const string UdpUnconnected = "07";

    /// <summary>TCP and UDP sockets on which a process, or one that it started, takes what comes.</summary>
    public static IReadOnlyList<IPEndPoint> Of(int process)
    {
        var sockets = Family(process).SelectMany(Sockets).ToHashSet();
        return
        [
            .. Table("tcp", TcpListen, sockets), .. Table("tcp6", TcpListen, sockets),
            .. Table("udp", UdpUnconnected, sockets), .. Table("udp6", UdpUnconnected, sockets),
        ];
    }

    private static HashSet<int> Family(int process)
    {
        var family = new HashSet<int> { process };
        var parents = Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => name.All(char.IsAsciiDigit))
            .Select(id => (Child: int.Parse(id, CultureInfo.InvariantCulture), Parent: Parent(id))).ToList();
        while (parents.Any(p => family.Contains(p.Parent) && family.Add(p.Child)))
        {
            // One more generation.
        }
        return family;
    }

    // stat: number, (name), state, parent; the name may hold anything, so from its last bracket on.
    private static int Parent(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended meanwhile
        }
    }

    private static IEnumerable<string> Sockets(int process)
    {
        try
        {
            return [.. Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget)
                .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) == true).Select(target => target!["socket:[".Length..^1])];
        }
        catch (IOException)
        {
            return []; // it has ended meanwhile
        }
    }

    private static IEnumerable<IPEndPoint> Table(string name, string state, HashSet<string> sockets) =>
        File.ReadLines($"/proc/net/{name}").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == state && sockets.Contains(fields[9])).Select(fields => EndPoint(fields[1]));

    // Words of four bytes, each in the machine's own order; the port as one reads it.
    private static IPEndPoint EndPoint(string text)
    {
        var parts = text.Split(':');
        var address = Convert.FromHexString(parts[0]);
        if (BitConverter.IsLittleEndian)
            for (var word = 0; word < address.Length; word += 4)
                Array.Reverse(address, word, 4);
        return new IPEndPoint(new IPAddress(address), int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
