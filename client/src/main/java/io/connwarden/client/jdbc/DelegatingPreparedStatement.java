package io.connwarden.client.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** Passes on to another prepared statement whatever does not run it. */
abstract class DelegatingPreparedStatement extends LeasedStatement implements PreparedStatement {
    private final PreparedStatement target;

    DelegatingPreparedStatement(PreparedStatement target, LeasedConnection connection, @Nullable CommitCounter count) {
        super(target, connection, count);
        this.target = target;
    }

    @Override
    public void addBatch() throws SQLException {
        target.addBatch();
    }

    @Override
    public void clearParameters() throws SQLException {
        target.clearParameters();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return target.getMetaData();
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return target.getParameterMetaData();
    }

    @Override
    public void setArray(int parameter, Array value) throws SQLException {
        target.setArray(parameter, value);
    }

    @Override
    public void setAsciiStream(int parameter, InputStream value) throws SQLException {
        target.setAsciiStream(parameter, value);
    }

    @Override
    public void setAsciiStream(int parameter, InputStream value, int length) throws SQLException {
        target.setAsciiStream(parameter, value, length);
    }

    @Override
    public void setAsciiStream(int parameter, InputStream value, long length) throws SQLException {
        target.setAsciiStream(parameter, value, length);
    }

    @Override
    public void setBigDecimal(int parameter, BigDecimal value) throws SQLException {
        target.setBigDecimal(parameter, value);
    }

    @Override
    public void setBinaryStream(int parameter, InputStream value) throws SQLException {
        target.setBinaryStream(parameter, value);
    }

    @Override
    public void setBinaryStream(int parameter, InputStream value, int length) throws SQLException {
        target.setBinaryStream(parameter, value, length);
    }

    @Override
    public void setBinaryStream(int parameter, InputStream value, long length) throws SQLException {
        target.setBinaryStream(parameter, value, length);
    }

    @Override
    public void setBlob(int parameter, InputStream value) throws SQLException {
        target.setBlob(parameter, value);
    }

    @Override
    public void setBlob(int parameter, Blob value) throws SQLException {
        target.setBlob(parameter, value);
    }

    @Override
    public void setBlob(int parameter, InputStream value, long length) throws SQLException {
        target.setBlob(parameter, value, length);
    }

    @Override
    public void setBoolean(int parameter, boolean value) throws SQLException {
        target.setBoolean(parameter, value);
    }

    @Override
    public void setByte(int parameter, byte value) throws SQLException {
        target.setByte(parameter, value);
    }

    @Override
    public void setBytes(int parameter, byte[] value) throws SQLException {
        target.setBytes(parameter, value);
    }

    @Override
    public void setCharacterStream(int parameter, Reader value) throws SQLException {
        target.setCharacterStream(parameter, value);
    }

    @Override
    public void setCharacterStream(int parameter, Reader value, int length) throws SQLException {
        target.setCharacterStream(parameter, value, length);
    }

    @Override
    public void setCharacterStream(int parameter, Reader value, long length) throws SQLException {
        target.setCharacterStream(parameter, value, length);
    }

    @Override
    public void setClob(int parameter, Reader value) throws SQLException {
        target.setClob(parameter, value);
    }

    @Override
    public void setClob(int parameter, Clob value) throws SQLException {
        target.setClob(parameter, value);
    }

    @Override
    public void setClob(int parameter, Reader value, long length) throws SQLException {
        target.setClob(parameter, value, length);
    }

    @Override
    public void setDate(int parameter, Date value) throws SQLException {
        target.setDate(parameter, value);
    }

    @Override
    public void setDate(int parameter, Date value, Calendar calendar) throws SQLException {
        target.setDate(parameter, value, calendar);
    }

    @Override
    public void setDouble(int parameter, double value) throws SQLException {
        target.setDouble(parameter, value);
    }

    @Override
    public void setFloat(int parameter, float value) throws SQLException {
        target.setFloat(parameter, value);
    }

    @Override
    public void setInt(int parameter, int value) throws SQLException {
        target.setInt(parameter, value);
    }

    @Override
    public void setLong(int parameter, long value) throws SQLException {
        target.setLong(parameter, value);
    }

    @Override
    public void setNCharacterStream(int parameter, Reader value) throws SQLException {
        target.setNCharacterStream(parameter, value);
    }

    @Override
    public void setNCharacterStream(int parameter, Reader value, long length) throws SQLException {
        target.setNCharacterStream(parameter, value, length);
    }

    @Override
    public void setNClob(int parameter, Reader value) throws SQLException {
        target.setNClob(parameter, value);
    }

    @Override
    public void setNClob(int parameter, NClob value) throws SQLException {
        target.setNClob(parameter, value);
    }

    @Override
    public void setNClob(int parameter, Reader value, long length) throws SQLException {
        target.setNClob(parameter, value, length);
    }

    @Override
    public void setNString(int parameter, String value) throws SQLException {
        target.setNString(parameter, value);
    }

    @Override
    public void setNull(int parameter, int sqlType) throws SQLException {
        target.setNull(parameter, sqlType);
    }

    @Override
    public void setNull(int parameter, int sqlType, String typeName) throws SQLException {
        target.setNull(parameter, sqlType, typeName);
    }

    @Override
    public void setObject(int parameter, Object value) throws SQLException {
        target.setObject(parameter, value);
    }

    @Override
    public void setObject(int parameter, Object value, int targetType) throws SQLException {
        target.setObject(parameter, value, targetType);
    }

    @Override
    public void setObject(int parameter, Object value, SQLType targetType) throws SQLException {
        target.setObject(parameter, value, targetType);
    }

    @Override
    public void setObject(int parameter, Object value, int targetType, int scaleOrLength) throws SQLException {
        target.setObject(parameter, value, targetType, scaleOrLength);
    }

    @Override
    public void setObject(int parameter, Object value, SQLType targetType, int scaleOrLength) throws SQLException {
        target.setObject(parameter, value, targetType, scaleOrLength);
    }

    @Override
    public void setRef(int parameter, Ref value) throws SQLException {
        target.setRef(parameter, value);
    }

    @Override
    public void setRowId(int parameter, RowId value) throws SQLException {
        target.setRowId(parameter, value);
    }

    @Override
    public void setSQLXML(int parameter, SQLXML value) throws SQLException {
        target.setSQLXML(parameter, value);
    }

    @Override
    public void setShort(int parameter, short value) throws SQLException {
        target.setShort(parameter, value);
    }

    @Override
    public void setString(int parameter, String value) throws SQLException {
        target.setString(parameter, value);
    }

    @Override
    public void setTime(int parameter, Time value) throws SQLException {
        target.setTime(parameter, value);
    }

    @Override
    public void setTime(int parameter, Time value, Calendar calendar) throws SQLException {
        target.setTime(parameter, value, calendar);
    }

    @Override
    public void setTimestamp(int parameter, Timestamp value) throws SQLException {
        target.setTimestamp(parameter, value);
    }

    @Override
    public void setTimestamp(int parameter, Timestamp value, Calendar calendar) throws SQLException {
        target.setTimestamp(parameter, value, calendar);
    }

    @Override
    public void setURL(int parameter, URL value) throws SQLException {
        target.setURL(parameter, value);
    }

    @Deprecated
    @SuppressWarnings("deprecation")
    @Override
    public void setUnicodeStream(int parameter, InputStream value, int length) throws SQLException {
        target.setUnicodeStream(parameter, value, length);
    }
}
