package org.posthouse.mailbox;

import java.sql.SQLException;

/// The database did not do what was asked; the transaction must be rolled back, and may be tried again.
public final class RowsRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RowsRefused(SQLException cause) { super(cause.getMessage(), cause); }
}
