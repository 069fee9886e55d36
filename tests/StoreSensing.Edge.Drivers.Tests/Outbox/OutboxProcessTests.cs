using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Outbox;

/// <summary>The outbox in a real process that is killed, doubled and starved of disk.</summary>
public sealed class OutboxProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FileName => _folder.File("outbox.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KillMinusNine_WhatWasKept_IsThere()
    {
        using var child = new Child(FileName);
        child.Line().ShouldBe("open");
        child.Write("add 100000");
        var kept = 0L;
        while (kept < 50)
            kept = Kept(child.Line()!);
        child.Process.Kill();
        while (child.Line() is { } line)
            kept = Kept(line);
        child.Process.WaitForExit();

        using var outbox = new SqliteOutbox(new OutboxOptions { File = FileName }, TimeProvider.System, NullLogger.Instance);
        var seqs = outbox.Pending(0, 100_000).Select(entry => entry.Seq).ToArray();
        seqs.ShouldBe(Enumerable.Range(1, seqs.Length).Select(seq => (long)seq));
        ((long)seqs.Length).ShouldBeGreaterThanOrEqualTo(kept);
        seqs.Length.ShouldBeLessThan(100_000);
    }

    [Fact]
    public void SecondProcess_OnTheSameFile_IsRefusedWithASentence()
    {
        using var outbox = new SqliteOutbox(new OutboxOptions { File = FileName }, TimeProvider.System, NullLogger.Instance);
        using var child = new Child(FileName);

        child.Line().ShouldBe($"outbox {FileName} is in use by another process: two agents cannot share one outbox");
        child.Process.WaitForExit();
        child.Process.ExitCode.ShouldBe(2);
    }

    [SkippableFact]
    public void DiskFull_MessagesAreDroppedAndCounted_AndKeptAgainWhenThereIsRoom()
    {
        Skip.IfNot(File.Exists("/usr/bin/prlimit"), "prlimit is not installed");
        // A limit on the size of files stands for a disk without room: SQLite's writes fail in the same way.
        using var child = new Child(FileName, fileBytes: 300_000);
        child.Line().ShouldBe("open");
        child.Write("add 500");
        var (pending, dropped) = child.Status();
        dropped.ShouldBeGreaterThan(0);
        (pending + dropped).ShouldBe(500);

        using (var raise = Process.Start("/usr/bin/prlimit", ["--pid", $"{child.Process.Id}", "--fsize=unlimited"]))
            raise.WaitForExit();
        child.Write("add 10");

        child.Status().ShouldBe((pending + 10, dropped));
        child.Process.Kill();
        child.Process.WaitForExit();
        using var outbox = new SqliteOutbox(new OutboxOptions { File = FileName }, TimeProvider.System, NullLogger.Instance);
        outbox.Pending(0, 1000).Count.ShouldBe((int)pending + 10);
    }

    private static long Kept(string line)
    {
        line.ShouldStartWith("kept ");
        return long.Parse(line[5..]);
    }

    private sealed class Child : IDisposable
    {
        public Child(string file, long? fileBytes = null)
        {
            var run = $"exec dotnet exec '{typeof(OutboxProgram).Assembly.Location}' {OutboxProgram.Argument} '{file}'";
            // Ignoring SIGXFSZ makes the limit an error of write(2); the runtime's own large mapping is switched off, as the limit would refuse it.
            if (fileBytes is { } bytes)
                run = $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -S -f {bytes / 1024}; {run}";
            Process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", run])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
        }

        public Process Process { get; }

        public void Write(string command)
        {
            Process.StandardInput.WriteLine(command);
            Process.StandardInput.Flush();
        }

        public string? Line() => Process.StandardOutput.ReadLine();

        public (long Pending, long Dropped) Status()
        {
            while (Line() is { } line)
                if (line.Split(' ') is ["status", var pending, var dropped])
                    return (long.Parse(pending), long.Parse(dropped));
            throw new InvalidOperationException("the process ended");
        }

        public void Dispose()
        {
            if (!Process.HasExited)
                Process.Kill();
            Process.WaitForExit();
            Process.Dispose();
        }
    }
}
