namespace CreditDashboard.Auth;

/// <summary>
/// A browser opens a circuit with the person's cookie whichever page asks for it, and no antiforgery token goes with a WebSocket. So a
/// circuit is only opened for pages of the host that serves it.
/// </summary>
static class Origins
{
    const string CircuitPath = "/_blazor";

    public static IApplicationBuilder UseOwnOriginForCircuits(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(CircuitPath, StringComparison.OrdinalIgnoreCase) && !IsOwn(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    });

    static bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count == 0)
            return true; // no browser page behind it

        // The authority alone: a proxy that ends TLS changes the scheme.
        return origin.Count == 1
            && Uri.TryCreate(origin[0], UriKind.Absolute, out var from)
            && string.Equals(HostString.FromUriComponent(from).Value, OwnAuthority(request, from), StringComparison.OrdinalIgnoreCase);
    }

    static string OwnAuthority(HttpRequest request, Uri from) =>
        from.IsDefaultPort ? request.Host.Host : request.Host.Value ?? "";
}
