using System.Collections.Immutable;
using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>What the vendor's usage report counts credits by.</summary>
public enum UsageMeasure : byte
{
    Phone,
    Email,
    ApiSearch,
    ApiCompany,
}

/// <summary>Credits by measure, as the vendor's usage report has them.</summary>
public readonly record struct MeasuredCredits(Credits Phone, Credits Email, Credits ApiSearch, Credits ApiCompany)
{
    public Credits Total => Phone + Email + ApiSearch + ApiCompany;

    public bool IsNone => this == default;

    public Credits this[UsageMeasure measure] => measure switch
    {
        UsageMeasure.Phone => Phone,
        UsageMeasure.Email => Email,
        UsageMeasure.ApiSearch => ApiSearch,
        _ => ApiCompany,
    };

    public MeasuredCredits With(UsageMeasure measure, Credits credits) => measure switch
    {
        UsageMeasure.Phone => this with { Phone = credits },
        UsageMeasure.Email => this with { Email = credits },
        UsageMeasure.ApiSearch => this with { ApiSearch = credits },
        _ => this with { ApiCompany = credits },
    };

    public static MeasuredCredits operator +(MeasuredCredits left, MeasuredCredits right) =>
        new(left.Phone + right.Phone, left.Email + right.Email, left.ApiSearch + right.ApiSearch, left.ApiCompany + right.ApiCompany);
}

/// <summary>One user of the vendor's usage report.</summary>
/// <param name="Email">Normalised, as users of rows are.</param>
/// <param name="Credits">In the order of <see cref="VendorReport.Months"/>.</param>
public sealed record VendorUser(string Email, UserDetails Details, ImmutableArray<MeasuredCredits> Credits);

/// <summary>
/// The vendor's usage report: sums by user and month, and no events. The groups and totals that stand in the file are checked against the
/// users when it is read and are not kept: they can be summed.
/// </summary>
/// <param name="Months">Ascending, each once.</param>
/// <param name="Users">In the order of their addresses, each once.</param>
/// <param name="Unnamed">The row <c>API credits</c>, which belongs to no user, in the order of the months.</param>
public sealed record VendorReport(ImmutableArray<YearMonth> Months, ImmutableArray<VendorUser> Users, ImmutableArray<MeasuredCredits> Unnamed);
