using System.ComponentModel.DataAnnotations;

namespace CreditDashboard.Import;

/// <summary>The section <c>Import</c>.</summary>
public sealed class ImportOptions
{
    public const string Section = "Import";

    /// <summary>How many problems of one file are listed; all are counted.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Import:ProblemsListedMax must lie between 1 and 1,000,000.")]
    public int ProblemsListedMax { get; set; } = 10_000;

    /// <summary>How many refused rows of a side an import keeps; one more stands for all beyond.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Import:RefusedRowsKeptMax must lie between 1 and 1,000,000.")]
    public int RefusedRowsKeptMax { get; set; } = 10_000;
}
