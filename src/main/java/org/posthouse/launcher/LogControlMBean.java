package org.posthouse.launcher;

import java.io.IOException;
import java.util.Map;

/// What the house may ask of the log. Only JDK types: the two share no class loader.
public interface LogControlMBean {
    /// @param levels by a logger's name: `WARNING`, `INFO` or `FINE`
    void levels(Map<String, String> levels);

    /// @param days   older files are thrown away
    /// @param octets of all files together
    void keep(int days, long octets);

    /// Begins a new file when a day has passed, and throws away what is too old or too much.
    ///
    /// @return files thrown away
    int rotate() throws IOException;
}
