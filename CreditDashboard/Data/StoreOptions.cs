using System.ComponentModel.DataAnnotations;

namespace CreditDashboard.Data;

/// <summary>The section <c>Store</c>. Where the store lies is <c>ConnectionStrings:Store</c>.</summary>
public sealed class StoreOptions
{
    public const string Section = "Store";

    /// <summary>Without <c>ConnectionStrings:Store</c>, a file under the directory where the command was given.</summary>
    public const string DefaultConnection = "Data Source=data/creditdashboard.db";

    [AllowedValues("SQLite", ErrorMessage = "Store:Provider must be SQLite; PostgreSQL is not built yet.")]
    public string Provider { get; set; } = "SQLite";

    /// <summary>How much memory the accounts in use may take; the ones longest unused are let go beyond it.</summary>
    [Range(16, 1_000_000, ErrorMessage = "Store:SnapshotMegabytesMax must lie between 16 and 1,000,000.")]
    public int SnapshotMegabytesMax { get; set; } = 1024;

    /// <summary>Channels that stand as integrations besides the published ones.</summary>
    public IList<string> MoreIntegrations { get; } = [];
}
