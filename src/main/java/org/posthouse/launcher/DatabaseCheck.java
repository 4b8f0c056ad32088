package org.posthouse.launcher;

import java.sql.DriverManager;
import java.sql.SQLException;

/// Asks before the server boots whether the database opens: later the server would say at length that something did not deploy.
final class DatabaseCheck {
    private static final int PATIENCE_SECONDS = 60;                // an emulated machine needs most of it

    private DatabaseCheck() { }

    static void check(Settings settings) {
        var url = settings.values().get("posthouse.database.url");
        DriverManager.setLoginTimeout(PATIENCE_SECONDS);
        try (var _ = DriverManager.getConnection(url, settings.values().get("posthouse.database.user"), settings.values().get("posthouse.database.password"))) {
            // it opens; who uses it later asks it the rest
        } catch (SQLException refused) {
            throw new CannotStart(Exit.CANNOT_OPEN, "The database " + withoutParameters(url) + " (posthouse.database.url) cannot be opened: "
                    + refused.getMessage().strip().replaceAll("\\s*\\R\\s*", " "), refused);
        }
    }

    /// They may hold passwords.
    private static String withoutParameters(String url) { return url.replaceFirst("[?;].*", ""); }
}
