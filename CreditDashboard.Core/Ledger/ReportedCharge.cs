using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// What the vendor's API said that one request was charged. It is held against the ledger and is never a deduction: the same credits stand
/// there as well.
/// </summary>
/// <param name="Request">The request id.</param>
/// <param name="At">When it was called.</param>
/// <param name="Credits">Null if the response does not say.</param>
/// <param name="Results">How many results it says it returned; null if it does not say.</param>
/// <param name="User">The owner of the API key, normalised; empty if not named.</param>
/// <param name="Endpoint">Empty if not named.</param>
public sealed record ReportedCharge(string Request, Instant At, Credits? Credits, long? Results, string User, string Endpoint);
