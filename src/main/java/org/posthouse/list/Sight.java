package org.posthouse.list;

/// Who may see something of a list. Stored by name.
public enum Sight {
    EVERYBODY, MEMBERS, OWNERS;

    public boolean to(Standing who) {
        return switch (this) {
            case EVERYBODY -> true;
            case MEMBERS -> who != Standing.STRANGER;
            case OWNERS -> who == Standing.OWNER;
        };
    }
}
