package org.posthouse.appliance;

import java.util.Map;
import javax.net.ssl.X509ExtendedKeyManager;

/// What the launcher may ask of the house. Only JDK types: the two share no class loader.
public interface ApplianceMBean {
    /// Migrates, opens the store, replays, opens the listeners.
    ///
    /// @return service → port, and `notice.<n>` → a line for the console; or, when it cannot open, `exit` → code of the contract and `message` → why
    Map<String, String> open();

    /// Keys for the listeners that are the server's: asked at each handshake, from the set as it is then.
    X509ExtendedKeyManager keys();

    /// Drains sessions, finishes dispatch, closes the store.
    void close();
}
