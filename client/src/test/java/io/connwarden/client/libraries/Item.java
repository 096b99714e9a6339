package io.connwarden.client.libraries;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of the tests. */
@Entity
@Table(name = "library_item")
class Item {
    @Id
    private int id;

    protected Item() {}

    int id() {
        return id;
    }
}
