using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CreditDashboard.Data.Sqlite;

/// <summary>
/// Settles each connection that EF opens. Contexts are configured before it is decided whether this process writes, so how the file is
/// opened is put right here.
/// </summary>
sealed class SettledConnections(SqliteFile file) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        connection.ConnectionString = file.ConnectionString;
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        connection.ConnectionString = file.ConnectionString;
        return new(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        SqliteFile.Settle((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SqliteFile.Settle((SqliteConnection)connection);
        return Task.CompletedTask;
    }
}

/// <summary>Refuses a transaction, or a statement that writes, outside a turn: it could commit beside another.</summary>
sealed class WritesInTurn : DbCommandInterceptor, IDbTransactionInterceptor
{
    public static readonly WritesInTurn One = new();

    public InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        Check(eventData.Context as StoreContext);
        return result;
    }

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        Check(eventData.Context as StoreContext);
        return new(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context as StoreContext);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context as StoreContext);
        return new(result);
    }

    static void Check(StoreContext? context)
    {
        if (context is { HoldsTurn: false })
            throw new InvalidOperationException("Write through Store.WriteAsync, which takes the writer's turn.");
    }
}
