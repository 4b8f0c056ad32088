package org.posthouse.database;

import java.sql.SQLException;

/// Tells a broken UNIQUE or FOREIGN KEY, which is somebody's mistake, from a database in trouble.
public final class Constraints {
    private Constraints() { }

    /// SQLSTATE class 23, integrity constraint violation, anywhere in the chain of causes.
    public static boolean violated(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause())
            if (t instanceof SQLException e && e.getSQLState() != null && e.getSQLState().startsWith("23")) return true;
        return false;
    }
}
