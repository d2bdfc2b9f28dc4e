using System.ComponentModel.DataAnnotations;

namespace CreditDashboard.Import;

/// <summary>The section <c>Import</c>.</summary>
public sealed class ImportOptions
{
    public const string Section = "Import";

    /// <summary>How many problems of one file are listed; all are counted.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Import:ProblemsListedMax must lie between 1 and 1,000,000.")]
    public int ProblemsListedMax { get; set; } = 10_000;
}
