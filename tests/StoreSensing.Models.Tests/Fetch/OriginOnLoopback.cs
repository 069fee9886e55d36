namespace StoreSensing.Models.Tests.Fetch;

/// <summary>Sends requests for a public origin to a server of the test's, so that the catalog can keep its <c>https</c> addresses.</summary>
internal sealed class OriginOnLoopback(Uri server) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { Scheme: "https" } address)
            request.RequestUri = new Uri(server, address.AbsolutePath);
        return base.SendAsync(request, cancellationToken);
    }
}
