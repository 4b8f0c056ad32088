package org.posthouse.launcher;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.net.ssl.X509ExtendedKeyManager;

/// The house as the launcher sees it: an MBean that opens and closes. Only JDK types cross, since the two share no class loader.
final class House {
    /// Before the house is deployed there is nothing to open or close.
    static final House NONE = new House();

    private static final ObjectName NAME = name();
    private static final String NOTICE = "notice.";
    private static final String EXIT = "exit";
    private static final String MESSAGE = "message";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    private House() { }

    /// What the house opened: service → port, and lines that the person at the console must see.
    record Open(Map<String, Integer> ports, List<String> notices) { }

    static House registered() {
        if (!NONE.beans.isRegistered(NAME)) throw new CannotStart(Exit.FAULT, "The house did not come up; the log says why.");
        return new House();
    }

    /// Migration, store, replay, listeners.
    Open open() {
        @SuppressWarnings("unchecked") var answer = (Map<String, String>) invoke("open");
        if (answer.containsKey(EXIT)) throw new CannotStart(Exit.of(Integer.parseInt(answer.get(EXIT))), answer.get(MESSAGE));
        var ports = new LinkedHashMap<String, Integer>();
        var notices = new ArrayList<String>();
        answer.forEach((key, value) -> {
            if (key.startsWith(NOTICE)) notices.add(value);
            else ports.put(key, Integer.valueOf(value));
        });
        return new Open(ports, notices);
    }

    /// For the listeners that are the server's.
    X509ExtendedKeyManager keys() { return (X509ExtendedKeyManager) invoke("keys"); }

    /// Drains sessions, finishes dispatch, closes the store. Returns when all that is done, or was never begun.
    void close() {
        if (this != NONE) invoke("close");
    }

    private Object invoke(String operation) {
        try {
            return beans.invoke(NAME, operation, new Object[0], new String[0]);
        } catch (JMException failed) {
            throw new CannotStart(Exit.FAULT, "The house failed to " + operation + ": " + failed.getCause(), failed);
        }
    }

    private static ObjectName name() {
        try {
            return new ObjectName("org.posthouse:type=Appliance");
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
