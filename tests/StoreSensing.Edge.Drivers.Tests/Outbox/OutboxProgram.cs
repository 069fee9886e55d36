using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Edge.Drivers.Outbox;

namespace StoreSensing.Edge.Drivers.Tests.Outbox;

/// <summary>
/// An outbox in a process of its own, to be killed and starved by tests. Reads commands: <c>add N</c> adds N messages and prints
/// <c>kept SEQ</c> when each is kept, then <c>status PENDING DROPPED</c>; <c>forget A B</c> acknowledges; the end of input ends it.
/// </summary>
internal static class OutboxProgram
{
    public const string Argument = "--outbox";

    public static int Run(string file)
    {
        try
        {
            using var outbox = new SqliteOutbox(new OutboxOptions { File = file }, TimeProvider.System, NullLogger.Instance);
            Console.WriteLine("open");
            var seq = 0L;
            while (Console.ReadLine()?.Split(' ') is { } command)
            {
                if (command[0] == "add")
                {
                    for (var i = 0; i < int.Parse(command[1]); i++)
                    {
                        outbox.Add(Messages.Message(++seq, padding: 1000));
                        Console.WriteLine($"kept {seq}");
                    }
                }
                else
                {
                    outbox.Acknowledge("session-1", [new(long.Parse(command[1]), long.Parse(command[2]))]);
                }
                Console.WriteLine($"status {outbox.Status.Pending} {outbox.Status.Dropped}");
            }
            return 0;
        }
        catch (OutboxException e)
        {
            Console.WriteLine(e.Message);
            return 2;
        }
    }
}
