package org.posthouse.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;

/// Levels and retention of the log, changed while the house runs.
public final class LogControl implements LogControlMBean {
    /// Held, for java.util.logging forgets a logger and its level when nobody else does.
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    static void register() throws JMException { ManagementFactory.getPlatformMBeanServer().registerMBean(new LogControl(), new ObjectName("org.posthouse:type=Log")); }

    @Override public void levels(Map<String, String> levels) { levels.forEach((name, level) -> loggers.computeIfAbsent(name, Logger::getLogger).setLevel(Level.parse(level))); }

    @Override public void keep(int days, long octets) { LogFiles.keep(days, octets); }

    @Override public int rotate() throws IOException { return LogFiles.rotate(); }
}
