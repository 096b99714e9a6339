/**
 * {@code connwarden demo}: an application that leaks its sessions until a server is full, and what the two services
 * make of it. The leak and its neighbours are ordinary JDBC programs; nothing here knows the services' insides.
 */
@NullMarked
package io.connwarden.standalone.demo;

import org.jspecify.annotations.NullMarked;
