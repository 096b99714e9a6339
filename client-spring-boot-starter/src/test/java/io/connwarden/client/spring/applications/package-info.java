/** Small applications that have the starter on the class path and nothing else of Connwarden. */
package io.connwarden.client.spring.applications;
