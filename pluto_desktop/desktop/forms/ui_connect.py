# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'connect.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QFormLayout,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_ConnectForm(object):
    def setupUi(self, ConnectForm):
        if not ConnectForm.objectName():
            ConnectForm.setObjectName(u"ConnectForm")
        self.column = QVBoxLayout(ConnectForm)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.line_label = QLabel(ConnectForm)
        self.line_label.setObjectName(u"line_label")

        self.column.addWidget(self.line_label)

        self.line = QLineEdit(ConnectForm)
        self.line.setObjectName(u"line")
        self.line.setPlaceholderText(u"pluto://user@server/database?mongo=server/database")

        self.column.addWidget(self.line)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(18)
        self.fields.setVerticalSpacing(8)
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.fields.setContentsMargins(-1, 4, -1, -1)
        self.name_label = QLabel(ConnectForm)
        self.name_label.setObjectName(u"name_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.name_label)

        self.name = QLineEdit(ConnectForm)
        self.name.setObjectName(u"name")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.name)

        self.servers_label = QLabel(ConnectForm)
        self.servers_label.setObjectName(u"servers_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.servers_label)

        self.servers = QLineEdit(ConnectForm)
        self.servers.setObjectName(u"servers")
        self.servers.setPlaceholderText(u"music.example.org:5432")

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.servers)

        self.database_label = QLabel(ConnectForm)
        self.database_label.setObjectName(u"database_label")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.database_label)

        self.database = QLineEdit(ConnectForm)
        self.database.setObjectName(u"database")

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.database)

        self.media_servers_label = QLabel(ConnectForm)
        self.media_servers_label.setObjectName(u"media_servers_label")

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.media_servers_label)

        self.media_servers = QLineEdit(ConnectForm)
        self.media_servers.setObjectName(u"media_servers")
        self.media_servers.setPlaceholderText(u"music.example.org:27017")

        self.fields.setWidget(3, QFormLayout.ItemRole.FieldRole, self.media_servers)

        self.media_database_label = QLabel(ConnectForm)
        self.media_database_label.setObjectName(u"media_database_label")

        self.fields.setWidget(4, QFormLayout.ItemRole.LabelRole, self.media_database_label)

        self.media_database = QLineEdit(ConnectForm)
        self.media_database.setObjectName(u"media_database")

        self.fields.setWidget(4, QFormLayout.ItemRole.FieldRole, self.media_database)

        self.user_label = QLabel(ConnectForm)
        self.user_label.setObjectName(u"user_label")

        self.fields.setWidget(5, QFormLayout.ItemRole.LabelRole, self.user_label)

        self.user = QLineEdit(ConnectForm)
        self.user.setObjectName(u"user")

        self.fields.setWidget(5, QFormLayout.ItemRole.FieldRole, self.user)

        self.password_label = QLabel(ConnectForm)
        self.password_label.setObjectName(u"password_label")

        self.fields.setWidget(6, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(ConnectForm)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)

        self.fields.setWidget(6, QFormLayout.ItemRole.FieldRole, self.password)

        self.tls_label = QLabel(ConnectForm)
        self.tls_label.setObjectName(u"tls_label")

        self.fields.setWidget(7, QFormLayout.ItemRole.LabelRole, self.tls_label)

        self.tls = QComboBox(ConnectForm)
        self.tls.setObjectName(u"tls")

        self.fields.setWidget(7, QFormLayout.ItemRole.FieldRole, self.tls)

        self.ca_file_label = QLabel(ConnectForm)
        self.ca_file_label.setObjectName(u"ca_file_label")

        self.fields.setWidget(8, QFormLayout.ItemRole.LabelRole, self.ca_file_label)

        self.ca_row = QHBoxLayout()
        self.ca_row.setSpacing(8)
        self.ca_row.setObjectName(u"ca_row")
        self.ca_file = QLineEdit(ConnectForm)
        self.ca_file.setObjectName(u"ca_file")

        self.ca_row.addWidget(self.ca_file)

        self.ca_choose = QPushButton(ConnectForm)
        self.ca_choose.setObjectName(u"ca_choose")
        self.ca_choose.setAutoDefault(False)

        self.ca_row.addWidget(self.ca_choose)


        self.fields.setLayout(8, QFormLayout.ItemRole.FieldRole, self.ca_row)


        self.column.addLayout(self.fields)

        self.answers = QVBoxLayout()
        self.answers.setSpacing(6)
        self.answers.setObjectName(u"answers")

        self.column.addLayout(self.answers)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.gap)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.test = QPushButton(ConnectForm)
        self.test.setObjectName(u"test")
        self.test.setAutoDefault(False)

        self.buttons.addWidget(self.test)

        self.middle = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.middle)

        self.cancel = QPushButton(ConnectForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.connect_ = QPushButton(ConnectForm)
        self.connect_.setObjectName(u"connect_")

        self.buttons.addWidget(self.connect_)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.line_label.setBuddy(self.line)
        self.name_label.setBuddy(self.name)
        self.servers_label.setBuddy(self.servers)
        self.database_label.setBuddy(self.database)
        self.media_servers_label.setBuddy(self.media_servers)
        self.media_database_label.setBuddy(self.media_database)
        self.user_label.setBuddy(self.user)
        self.password_label.setBuddy(self.password)
        self.tls_label.setBuddy(self.tls)
        self.ca_file_label.setBuddy(self.ca_file)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ConnectForm)

        self.connect_.setDefault(True)


        QMetaObject.connectSlotsByName(ConnectForm)
    # setupUi

    def retranslateUi(self, ConnectForm):
        ConnectForm.setWindowTitle(QCoreApplication.translate("ConnectForm", u"Connect to a shared library", None))
        self.line_label.setText(QCoreApplication.translate("ConnectForm", u"Paste the line you were given, or fill in the fields.", None))
#if QT_CONFIG(accessibility)
        self.line.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Line of the shared library", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.line.setToolTip(QCoreApplication.translate("ConnectForm", u"A password in the line is taken out of it", None))
#endif // QT_CONFIG(tooltip)
        self.name_label.setText(QCoreApplication.translate("ConnectForm", u"Name", None))
#if QT_CONFIG(accessibility)
        self.name.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Name", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.name.setToolTip(QCoreApplication.translate("ConnectForm", u"What you call this library on this device", None))
#endif // QT_CONFIG(tooltip)
        self.servers_label.setText(QCoreApplication.translate("ConnectForm", u"Catalogue servers", None))
#if QT_CONFIG(accessibility)
        self.servers.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Catalogue servers", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.servers.setToolTip(QCoreApplication.translate("ConnectForm", u"Where PostgreSQL runs; several with commas between them", None))
#endif // QT_CONFIG(tooltip)
        self.database_label.setText(QCoreApplication.translate("ConnectForm", u"Catalogue database", None))
#if QT_CONFIG(accessibility)
        self.database.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Catalogue database", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.database.setToolTip(QCoreApplication.translate("ConnectForm", u"The database of PostgreSQL that holds songs and words", None))
#endif // QT_CONFIG(tooltip)
        self.media_servers_label.setText(QCoreApplication.translate("ConnectForm", u"Media servers", None))
#if QT_CONFIG(accessibility)
        self.media_servers.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Media servers", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.media_servers.setToolTip(QCoreApplication.translate("ConnectForm", u"Where MongoDB runs; several with commas between them", None))
#endif // QT_CONFIG(tooltip)
        self.media_database_label.setText(QCoreApplication.translate("ConnectForm", u"Media database", None))
#if QT_CONFIG(accessibility)
        self.media_database.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Media database", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.media_database.setToolTip(QCoreApplication.translate("ConnectForm", u"The database of MongoDB that holds audio and covers", None))
#endif // QT_CONFIG(tooltip)
        self.user_label.setText(QCoreApplication.translate("ConnectForm", u"User", None))
#if QT_CONFIG(accessibility)
        self.user.setAccessibleName(QCoreApplication.translate("ConnectForm", u"User", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.user.setToolTip(QCoreApplication.translate("ConnectForm", u"Your name on both servers", None))
#endif // QT_CONFIG(tooltip)
        self.password_label.setText(QCoreApplication.translate("ConnectForm", u"Password", None))
#if QT_CONFIG(accessibility)
        self.password.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Password", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.password.setToolTip(QCoreApplication.translate("ConnectForm", u"It is kept in this device\u2019s keyring, never in a file", None))
#endif // QT_CONFIG(tooltip)
        self.tls_label.setText(QCoreApplication.translate("ConnectForm", u"Encryption", None))
#if QT_CONFIG(accessibility)
        self.tls.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Encryption", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.tls.setToolTip(QCoreApplication.translate("ConnectForm", u"How the way to the servers is protected", None))
#endif // QT_CONFIG(tooltip)
        self.ca_file_label.setText(QCoreApplication.translate("ConnectForm", u"Certificate file", None))
#if QT_CONFIG(accessibility)
        self.ca_file.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Certificate file", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.ca_file.setToolTip(QCoreApplication.translate("ConnectForm", u"The certificate of the authority that vouches for the servers", None))
#endif // QT_CONFIG(tooltip)
        self.ca_choose.setText(QCoreApplication.translate("ConnectForm", u"Choose\u2026", None))
#if QT_CONFIG(accessibility)
        self.ca_choose.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Choose the certificate file", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.ca_choose.setToolTip(QCoreApplication.translate("ConnectForm", u"Choose the certificate file", None))
#endif // QT_CONFIG(tooltip)
        self.test.setText(QCoreApplication.translate("ConnectForm", u"Test", None))
#if QT_CONFIG(accessibility)
        self.test.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Test the connection", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.test.setToolTip(QCoreApplication.translate("ConnectForm", u"Ask both servers; nothing is kept", None))
#endif // QT_CONFIG(tooltip)
        self.cancel.setText(QCoreApplication.translate("ConnectForm", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.cancel.setToolTip(QCoreApplication.translate("ConnectForm", u"Close, keeping nothing  (Esc)", None))
#endif // QT_CONFIG(tooltip)
        self.connect_.setText(QCoreApplication.translate("ConnectForm", u"Connect", None))
#if QT_CONFIG(accessibility)
        self.connect_.setAccessibleName(QCoreApplication.translate("ConnectForm", u"Connect", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.connect_.setToolTip(QCoreApplication.translate("ConnectForm", u"Test, and keep the library if both servers answer well  (Enter)", None))
#endif // QT_CONFIG(tooltip)
    # retranslateUi
