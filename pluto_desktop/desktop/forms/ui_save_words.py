# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'save_words.ui'
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
class Ui_SaveWordsForm(object):
    def setupUi(self, SaveWordsForm):
        if not SaveWordsForm.objectName():
            SaveWordsForm.setObjectName(u"SaveWordsForm")
        self.column = QVBoxLayout(SaveWordsForm)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(18)
        self.fields.setVerticalSpacing(8)
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.format_label = QLabel(SaveWordsForm)
        self.format_label.setObjectName(u"format_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.format_label)

        self.format = QComboBox(SaveWordsForm)
        self.format.setObjectName(u"format")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.format)

        self.file_label = QLabel(SaveWordsForm)
        self.file_label.setObjectName(u"file_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.file_label)

        self.file_row = QHBoxLayout()
        self.file_row.setSpacing(8)
        self.file_row.setObjectName(u"file_row")
        self.file = QLineEdit(SaveWordsForm)
        self.file.setObjectName(u"file")

        self.file_row.addWidget(self.file)

        self.choose = QPushButton(SaveWordsForm)
        self.choose.setObjectName(u"choose")
        self.choose.setAutoDefault(False)

        self.file_row.addWidget(self.choose)


        self.fields.setLayout(1, QFormLayout.ItemRole.FieldRole, self.file_row)


        self.column.addLayout(self.fields)

        self.told = QVBoxLayout()
        self.told.setSpacing(6)
        self.told.setObjectName(u"told")

        self.column.addLayout(self.told)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.gap)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.middle = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.middle)

        self.cancel = QPushButton(SaveWordsForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(SaveWordsForm)
        self.save.setObjectName(u"save")

        self.buttons.addWidget(self.save)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.format_label.setBuddy(self.format)
        self.file_label.setBuddy(self.file)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SaveWordsForm)

        self.save.setDefault(True)


        QMetaObject.connectSlotsByName(SaveWordsForm)
    # setupUi

    def retranslateUi(self, SaveWordsForm):
        SaveWordsForm.setWindowTitle(QCoreApplication.translate("SaveWordsForm", u"Save the words", None))
        self.format_label.setText(QCoreApplication.translate("SaveWordsForm", u"As", None))
#if QT_CONFIG(accessibility)
        self.format.setAccessibleName(QCoreApplication.translate("SaveWordsForm", u"Format", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.format.setToolTip(QCoreApplication.translate("SaveWordsForm", u"What kind of file is written", None))
#endif // QT_CONFIG(tooltip)
        self.file_label.setText(QCoreApplication.translate("SaveWordsForm", u"File", None))
#if QT_CONFIG(accessibility)
        self.file.setAccessibleName(QCoreApplication.translate("SaveWordsForm", u"File", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.file.setToolTip(QCoreApplication.translate("SaveWordsForm", u"Where the words are written", None))
#endif // QT_CONFIG(tooltip)
        self.choose.setText(QCoreApplication.translate("SaveWordsForm", u"Choose\u2026", None))
#if QT_CONFIG(accessibility)
        self.choose.setAccessibleName(QCoreApplication.translate("SaveWordsForm", u"Choose the file", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.choose.setToolTip(QCoreApplication.translate("SaveWordsForm", u"Choose the file", None))
#endif // QT_CONFIG(tooltip)
        self.cancel.setText(QCoreApplication.translate("SaveWordsForm", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("SaveWordsForm", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.cancel.setToolTip(QCoreApplication.translate("SaveWordsForm", u"Close, writing nothing  (Esc)", None))
#endif // QT_CONFIG(tooltip)
        self.save.setText(QCoreApplication.translate("SaveWordsForm", u"Save", None))
#if QT_CONFIG(accessibility)
        self.save.setAccessibleName(QCoreApplication.translate("SaveWordsForm", u"Save", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.save.setToolTip(QCoreApplication.translate("SaveWordsForm", u"Write the file  (Enter)", None))
#endif // QT_CONFIG(tooltip)
    # retranslateUi
