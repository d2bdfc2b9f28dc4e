namespace CreditDashboard.Data;

/// <summary>Another process holds the store for writing. The message tells what to do.</summary>
public sealed class StoreInUseException()
    : Exception("The server has this store open: stop it, upload on the Imports page, or use the API.");

/// <summary>The store cannot be opened: it does not exist, or its schema is not the one of this version.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>What was asked for cannot be done; the message is a sentence for the one who asked.</summary>
public sealed class RefusedException(string message) : Exception(message);
