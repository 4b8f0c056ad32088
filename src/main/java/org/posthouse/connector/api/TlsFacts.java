package org.posthouse.connector.api;

/// What a TLS handshake agreed on, in the JDK's names: `TLSv1.3`, `TLS_AES_256_GCM_SHA384`.
public record TlsFacts(String protocol, String cipher) { }
