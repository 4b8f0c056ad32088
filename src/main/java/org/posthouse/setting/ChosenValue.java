package org.posthouse.setting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// A setting that somebody chose to be other than it comes.
@Entity @Table(name = "setting") class ChosenValue {
    @Id @Column(name = "name", length = 100) private String name;
    @Column(name = "chosen", nullable = false, length = 4000) private String text;

    protected ChosenValue() { }

    ChosenValue(String name, String text) {
        this.name = name;
        this.text = text;
    }
}
