package org.posthouse.setting;

/// A name given at the start.
public final class TestHostName {
    private TestHostName() { }

    public static HostName of(String given, Settings settings) {
        var name = new HostName() { @Override public String given() { return given; } };
        name.settings = settings;
        return name;
    }
}
